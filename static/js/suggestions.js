// Suggestions while a person types into a search box: the combobox pattern of the ARIA Authoring Practices Guide.
// Without this script each box is a plain form; it is loaded when a box gets the focus.

const PAUSE = 120; // ms without a key before we ask
const MOST = 8;

function suggest(field, number) {
  const list = document.createElement("ul");
  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  field.closest("form").append(list, told);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" }))
    field.setAttribute(name, value);

  let active = -1;
  let timer;
  let asking = new AbortController();

  const options = () => [...list.children];

  function choose(position) {
    active = position;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === position)));
    const option = options()[position];
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function show(query, results) {
    list.replaceChildren(...results.map((result, place) => shown(result, `${list.id}-${place}`)));
    list.hidden = results.length === 0;
    field.setAttribute("aria-expanded", String(results.length > 0));
    told.textContent = results.length === 1 ? "1 suggestion" : `${results.length || "No"} suggestions`;
    // Who types a code means that code: Enter leads there.
    choose(/^\d{3}$/.test(query) && results[0]?.url === `/${query}` ? 0 : -1);
  }

  async function ask() {
    const query = field.value.trim();
    asking.abort();
    if (!query) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`/api/search?q=${encodeURIComponent(query)}&limit=${MOST}`, { signal: asking.signal });
      if (answer.ok) show(query, (await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") close(); // the form works without us
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first one closes the list, the next one empties the field
      close();
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(options()[active].dataset.url);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && last >= 0) {
      event.preventDefault();
      if (list.hidden) {
        list.hidden = false;
        field.setAttribute("aria-expanded", "true");
      }
      const next = event.key === "ArrowDown" ? active + 1 : active < 0 ? last : active - 1;
      choose(next > last ? -1 : next); // beyond either end is the field itself
    }
  });
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays where the person types
  list.addEventListener("click", (event) => location.assign(event.target.closest("li").dataset.url));
  field.form.addEventListener("submit", () => clearTimeout(timer));
  if (field.value !== field.defaultValue) ask(); // typed while this script was on its way
}

function shown(result, id) {
  const option = document.createElement("li");
  option.id = id;
  option.className = result.class ? `in-${result.class}` : "";
  option.setAttribute("role", "option");
  option.dataset.url = result.url;
  for (const [tag, text] of [["b", result.class ? result.url.slice(1) : ""], ["span", result.name], ["small", result.reason]]) {
    const part = document.createElement(tag);
    part.textContent = text;
    option.append(part);
  }
  return option;
}

document.querySelectorAll("input[name=q]").forEach(suggest);
