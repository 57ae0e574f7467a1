let pressed = false;

addEventListener('pointerdown', () => (pressed = true), true);
for (const end of ['pointerup', 'pointercancel'] as const) {
  addEventListener(end, () => (pressed = false), true);
}

/**
 * Runs something once no button of the mouse and no finger is down. What moves the page must
 * not come between pressing a button and letting it go: the click would be lost.
 */
export function afterPress(run: () => void): void {
  if (!pressed) {
    run();
    return;
  }
  const ending = new AbortController();
  const end = () => {
    ending.abort();
    // The click comes right after this, in the same task.
    setTimeout(run);
  };
  addEventListener('pointerup', end, { signal: ending.signal });
  addEventListener('pointercancel', end, { signal: ending.signal });
}
