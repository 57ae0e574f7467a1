import Checkbox from '@cloudscape-design/components/checkbox';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'preact/hooks';
import type { Plan } from '../../../lib/jobs/plan-store';
import { useDesk } from '../parts';
import type { PlanReview } from './plan-review';

interface NotifyFieldProps<Of extends Plan> {
  readonly model: Pick<PlanReview<Of>, 'notify' | 'setNotify'>;
}

/** Whether the end of the job is told, which the browser has to allow. */
export function NotifyField<Of extends Plan>({ model }: NotifyFieldProps<Of>) {
  const { requestNotifications } = useDesk();
  const [refused, setRefused] = useState(false);
  const tell = async (on: boolean): Promise<void> => {
    // Straight from the click, as the browser demands.
    const allowed = !on || (await requestNotifications());
    setRefused(!allowed);
    model.setNotify(on && allowed);
  };
  return (
    <>
      <Checkbox
        checked={model.notify.value}
        description="With a notification of the browser, wherever you are then."
        onChange={({ detail }) => void tell(detail.checked)}
      >
        Tell me when it ends
      </Checkbox>
      <div role="status">
        {refused && (
          <StatusIndicator type="warning">
            The browser does not allow notifications.
          </StatusIndicator>
        )}
      </div>
    </>
  );
}
