import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { FixtureImage } from '../../image';

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** The visibility in the words of the console's documentation. */
export function visibility({ visibility: value, sharedWithOthers }: FixtureImage): string {
  if (value === 'PUBLIC') return 'Public';
  if (value === 'SHARED') return 'Shared with me';
  return sharedWithOthers ? 'Shared with others' : 'Private';
}

/** The state as a sentence word: `AVAILABLE` is shown as `Available`. */
export function stateText(state: string): string {
  return `${state.slice(0, 1)}${state.slice(1).toLowerCase().replaceAll('_', ' ')}`;
}

/** The look of a state. */
export function stateType(state: string): StatusIndicatorProps.Type {
  if (state === 'AVAILABLE') return 'success';
  return state === 'FAILED' ? 'error' : 'in-progress';
}

/** Date and time for a person. */
export function dateText(time: number): string {
  return dates.format(time);
}
