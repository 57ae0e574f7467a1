/** The id of the n-th job of a test, from 1. */
export const jobId = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
