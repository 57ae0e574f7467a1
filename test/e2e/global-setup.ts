import { findChromium, findFirefox } from '../support/browser';

/** Finds or installs the browsers once, before any test's time begins to run. */
function globalSetup(): void {
  findChromium();
  findFirefox();
}

export default globalSetup;
