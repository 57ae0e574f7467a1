import { afterEach, vi } from 'vitest';

// Files share their modules and globals: whatever a test has replaced is put back when it ends, and
// not only before the next test, which may come after another file's preparations.
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
