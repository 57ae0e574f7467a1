import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { FixtureImage } from '../../../image';

/** The visibility in the words of the console's documentation. */
export function visibility({ visibility: value, sharedWithOthers }: FixtureImage): string {
  if (value === 'PUBLIC') return 'Public';
  if (value === 'SHARED') return 'Shared with me';
  return sharedWithOthers ? 'Shared with others' : 'Private';
}

/** The look of a state. */
export function stateType(state: string): StatusIndicatorProps.Type {
  if (state === 'AVAILABLE') return 'success';
  return state === 'FAILED' ? 'error' : 'in-progress';
}
