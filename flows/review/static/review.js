// Keys for the review page. Everything works without this file, by links and forms.
"use strict";

const marks = [...document.querySelectorAll("[data-mark]")];
const items = [...document.querySelectorAll("[data-item]")];
const keys = document.getElementById("keys");
let at = -1;

function target() {
  return location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
}

// The open edit, or the one in focus; -1 when there is none.
function current(list) {
  const open = target();
  if (open && open.classList.contains("detail")) {
    const found = list.findIndex((m) => m.dataset.mark === open.id);
    if (found >= 0) return found;
  }
  const focused = list.indexOf(document.activeElement);
  return focused >= 0 ? focused : at;
}

// Replacing the address moves :target without a step in the history.
function open(mark) {
  location.replace(mark.getAttribute("href"));
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center", inline: "nearest" });
}

// The first mark below the top of the window, for whoever has scrolled there.
function firstSeen(list) {
  const line = target();
  const top = line && line.classList.contains("line") ? line.getBoundingClientRect().top : 60;
  const found = list.findIndex((m) => m.getBoundingClientRect().top >= top);
  return found < 0 ? 0 : found;
}

function step(by) {
  const list = marks.length ? marks : items;
  if (!list.length) return;
  const here = current(list);
  const next = here < 0 ? (marks.length ? firstSeen(list) : 0) : here + by;
  at = Math.min(list.length - 1, Math.max(0, next));
  if (list === marks) open(list[at]);
  else list[at].focus();
}

function press(key) {
  const panel = target();
  const inside = panel && panel.classList.contains("detail") ? panel : null;
  const button = (inside && inside.querySelector(`[data-key="${key}"]`)) ||
    (["u", "r"].includes(key) && document.querySelector(`[data-key="${key}"]`));
  if (button) button.click();
}

function follow(selector) {
  const link = document.querySelector(selector);
  if (link) link.click();
}

function close() {
  const panel = target();
  if (!panel || !panel.classList.contains("detail")) {
    follow(".standing [data-close]");
    return;
  }
  const mark = marks.find((m) => m.dataset.mark === panel.id);
  panel.querySelector("[data-close]").click();
  if (mark) mark.focus({ preventScroll: true });
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("a"),
  x: () => press("x"),
  u: () => press("u"),
  r: () => press("r"),
  n: () => follow('[rel="next"]'),
  p: () => follow('[rel="prev"]'),
  l: () => follow("[data-list]"),
  "/": () => {
    const search = document.querySelector("[data-search]");
    if (search) search.focus();
    else follow("[data-list]");
  },
  "?": () => keys.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  const inField = event.target.closest("input, select, textarea");
  if (event.key === "Escape") {
    if (inField) inField.blur();
    else close();
    return;
  }
  const action = inField ? null : ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

for (const mark of marks) {
  mark.addEventListener("focus", () => {
    if (location.hash.slice(1) !== mark.dataset.mark) location.replace(mark.getAttribute("href"));
  });
  mark.addEventListener("click", (event) => {
    event.preventDefault();
    open(mark);
  });
}

const standing = document.querySelector(".standing button");
if (standing) standing.focus({ preventScroll: true });

const help = document.querySelector("[data-help]");
help.hidden = false;
help.addEventListener("click", () => keys.showModal());
for (const select of document.querySelectorAll(".filters select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
