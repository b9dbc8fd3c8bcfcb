// Opens what an answer links to in place of the conversation, which waits and comes back by the browser's own way back.
const conversation = document.querySelector("#conversation");
const home = location.pathname;
let path = home;
let waiting = null;
let followed = null;

if (conversation) document.addEventListener("click", follow);

window.addEventListener("popstate", () => {
  // An address that differs only in its fragment is a place on the same page.
  if (location.pathname === path) return;
  if (waiting && location.pathname === home) comeBack();
  else if (conversation) read(location.href);
  else location.reload();
});

function follow(event) {
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.matches(".tools a, #conversation .next a[href^='/']")) {
    // An answer that is on its way needs its page.
    if (document.querySelector(".busy")) return;
    event.preventDefault();
    followed = link;
    read(link.href, true);
  } else if (waiting && link.origin === location.origin && link.pathname === home && !link.hash) {
    event.preventDefault();
    history.pushState(null, "", home);
    comeBack();
  }
}

async function read(address, isNew = false) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const shown = parts(page);
    waiting ??= { ...parts(document), top: window.scrollY };
    if (isNew) history.pushState(null, "", response.url.split("#")[0] + new URL(address).hash);
    path = location.pathname;
    show(shown);
    arrive();
  } catch {
    location.assign(address);
  }
}

function arrive() {
  const place = document.getElementById(location.hash.slice(1)) ?? document.querySelector("h1");
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  if (location.hash) place.scrollIntoView();
  else window.scrollTo(0, 0);
}

function comeBack() {
  const { top } = waiting;
  path = home;
  show(waiting);
  waiting = null;
  followed.focus({ preventScroll: true });
  window.scrollTo(0, top);
}

function parts(page) {
  const { lang, dir } = page.documentElement;
  return { title: page.title, lang, dir, nodes: [...page.body.childNodes] };
}

function show({ title, lang, dir, nodes }) {
  document.title = title;
  Object.assign(document.documentElement, { lang, dir });
  document.body.replaceChildren(...nodes);
}
