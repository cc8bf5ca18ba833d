// Joins the terminal on the page to the server, and says what has become of it when the line is cut.
"use strict";

const here = location.pathname.replace(/\/$/, "");
const page = Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36)).join("");
const AGAIN = 1000; // milliseconds between two looks whether the server is there again
const LONGEST_PASTE = 300000; // UTF-16 units; a message of more than a million bytes would cut the line

function say(words, button) {
  const box = document.getElementById("said");
  box.querySelector("p").textContent = words;
  const key = box.querySelector("button");
  key.hidden = !button;
  key.textContent = button || "";
  key.onclick = () => location.reload();
  box.hidden = false;
  if (button) key.focus();
}

async function look() {
  let found;
  try {
    const answer = await fetch(`${here}/state?page=${page}`);
    if (answer.status === 403) return say("The server was started anew: ask for your new link.");
    found = (await answer.json()).state;
  } catch {
    say("The connection is lost; what you did is kept. Trying again …");
    return setTimeout(look, AGAIN);
  }
  if (found === "elsewhere") return say("Your work is open in another window now.", "Bring it here");
  if (found === "left") return say("You have left the app; everything is kept.", "Open it again");
  location.reload();
}

document.addEventListener("paste", (event) => {
  if (event.clipboardData.getData("text").length <= LONGEST_PASTE) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  say("That is too long to be pasted here (more than 300,000 characters); nothing of it was.", "Go on");
}, true);

document.addEventListener("DOMContentLoaded", () => {
  const terminal = document.getElementById("terminal");
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  terminal.dataset.sessionWebsocketUrl = `${scheme}//${location.host}${here}/terminal/${page}`;
  terminal.dataset.fontSize = innerWidth < 600 ? 12 : 16;
  const focus = () => document.querySelector(".xterm-helper-textarea")?.focus();
  addEventListener("focus", focus);
  new MutationObserver(() => {
    if (document.body.classList.contains("-closed")) look();
    else focus();
  }).observe(document.body, { attributeFilter: ["class"] });
});
