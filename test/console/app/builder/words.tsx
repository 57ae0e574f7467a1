import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import { stateText } from '../words';

/** The looks of the states that images, workflows and their steps end in; the others go on. */
const looks: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  AVAILABLE: 'success',
  COMPLETED: 'success',
  ENABLED: 'success',
  PENDING: 'pending',
  FAILED: 'error',
  ROLLBACK_COMPLETED: 'error',
  CANCELLED: 'stopped',
  SKIPPED: 'stopped',
  DELETED: 'stopped',
  DISABLED: 'stopped',
  DEPRECATED: 'warning',
};

/** A status in a word, with its look. */
export function Status({ status }: { readonly status: string }) {
  return (
    <StatusIndicator type={looks[status] ?? 'in-progress'}>{stateText(status)}</StatusIndicator>
  );
}
