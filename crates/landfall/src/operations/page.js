// Keeps the page as it is now: asks for it every two seconds while somebody looks, and puts in what has changed.
'use strict';

const EVERY = 2000;
const away = document.getElementById('away');

async function refresh() {
  const answer = await fetch(location.pathname, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    // What stays the same is left alone, so that a screen reader says only what has changed.
    if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
  }
}

async function again() {
  if (!document.hidden) {
    try {
      await refresh();
      away.hidden = true;
    } catch {
      away.hidden = false;
    }
  }
  setTimeout(again, EVERY);
}

setTimeout(again, EVERY);
