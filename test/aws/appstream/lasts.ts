const minute = 60_000;

/** How long AppStream takes for what it does, in milliseconds. Assumption: all of the numbers. */
export const lasts = {
  launch: 10 * minute,
  start: 5 * minute,
  stop: 2 * minute,
  deletion: minute,
  snapshot: 20 * minute,
  copy: 15 * minute,
  update: 60 * minute,
  importing: 30 * minute,
  validation: 10 * minute,
  exporting: 30 * minute,
  deployment: 15 * minute,
} as const;
