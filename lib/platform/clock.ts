/** The time, in epoch milliseconds. */
export function now(): number {
  return Date.now();
}

/** Waits some milliseconds. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** A number from 0 to below 1, for jitter; nothing secret depends on it. */
export function random(): number {
  return Math.random();
}

/** A new UUID. */
export function newId(): string {
  return crypto.randomUUID();
}
