// What script adds to a page that works without it.

const announcer = document.createElement("p");

function prepareAnnouncements() {
  announcer.className = "unseen";
  announcer.setAttribute("role", "status");
  document.body.append(announcer);
}

function announce(text) {
  announcer.textContent = "";
  requestAnimationFrame(() => (announcer.textContent = text));
}

/** The text of a block of code as one would type it: in a session, only the commands. */
function typedText(code) {
  if (!code.querySelector(".gp")) return code.textContent;
  const copy = code.cloneNode(true);
  for (const part of copy.querySelectorAll(".gp, .go, .gt")) part.remove();
  return copy.textContent.replace(/\n{2,}/g, "\n").trim();
}

async function copy(button, code) {
  try {
    await navigator.clipboard.writeText(typedText(code));
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    button.textContent = "Selected";
  }
  announce(button.textContent);
  setTimeout(() => (button.textContent = "Copy"), 2000);
}

function addCopyButtons() {
  for (const block of document.querySelectorAll(".highlight")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.textContent = "Copy";
    button.setAttribute("aria-description", block.querySelector("code").textContent.trim().split("\n")[0]);
    button.addEventListener("click", () => copy(button, block.querySelector("code")));
    block.append(button);
  }
}

function focusSearchOnSlash() {
  const field = document.querySelector("input[name=q]");
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey || !field) return;
    event.preventDefault();
    field.select();
  });
}

/** The script for suggestions is fetched by those who search. */
function suggestToThoseWhoSearch() {
  const field = document.querySelector("input[name=q]");
  field?.addEventListener("focus", () => import(field.form.dataset.suggestions), { once: true });
}

/** Storage that is full or forbidden only means that the choice is not remembered. */
function stored(action) {
  try {
    return action(localStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function rememberLanguage() {
  const choices = [...document.querySelectorAll("input[name=language]")];
  const chosen = stored((storage) => storage.getItem("language"));
  for (const choice of choices) {
    if (choice.value === chosen) choice.checked = true;
    choice.addEventListener("change", () => stored((storage) => storage.setItem("language", choice.value)));
  }
}

prepareAnnouncements();
addCopyButtons();
focusSearchOnSlash();
suggestToThoseWhoSearch();
rememberLanguage();
