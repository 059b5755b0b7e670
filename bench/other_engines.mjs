// Asks MiniSearch and lunr the same queries over the same documents, for bench/search.py.
// In: {documents: [{path, …fields}], weights: {field: number}, queries: [text]} as JSON on standard input.
// Out: {engine: [[path, …ten at most], …one for each query]}.

import { text } from "node:stream/consumers";
import lunr from "lunr";
import MiniSearch from "minisearch";

const { documents, weights, queries } = JSON.parse(await text(process.stdin));
const fields = Object.keys(weights);
const MOST = 10;

function miniSearch() {
  const index = new MiniSearch({ idField: "path", fields, searchOptions: { boost: weights, prefix: true, fuzzy: 0.2 } });
  index.addAll(documents);
  return (query) => index.search(query).slice(0, MOST).map(({ id }) => id);
}

function lunrSearch() {
  const index = lunr(function () {
    this.ref("path");
    for (const field of fields) this.field(field, { boost: weights[field] });
    for (const document of documents) this.add(document);
  });
  // Words are given as terms: in lunr's query language a colon or a minus would have a meaning.
  return (query) => {
    const words = lunr.tokenizer(query).map(String).filter(Boolean);
    if (words.length === 0) return [];
    return index
      .query((asked) => {
        for (const word of words) {
          asked.term(word, { boost: 10 });
          asked.term(word, { boost: 1, usePipeline: false, editDistance: word.length > 4 ? 1 : 0 });
        }
      })
      .slice(0, MOST)
      .map(({ ref }) => ref);
  };
}

const engines = { MiniSearch: miniSearch(), lunr: lunrSearch() };
const found = Object.entries(engines).map(([name, search]) => [name, queries.map((query) => search(query))]);
console.log(JSON.stringify(Object.fromEntries(found)));
