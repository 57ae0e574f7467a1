const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** A state as a sentence word: `AVAILABLE` is shown as `Available`. */
export function stateText(state: string): string {
  return `${state.slice(0, 1)}${state.slice(1).toLowerCase().replaceAll('_', ' ')}`;
}

/** Date and time for a person. */
export function dateText(time: number | undefined): string {
  return time === undefined ? '-' : dates.format(time);
}
