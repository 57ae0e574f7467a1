import { useState } from 'preact/hooks';
import type { Scope } from '../../lib/scope';
import type { DesiredImage } from '../../lib/sharing/plan';
import { Spinner } from '../light/spinner';
import type { ViewParts } from './parts';
import { PlanView } from './plan-view';
import { ShareForm } from './share-form';
import { useShare } from './use-share';
import { View } from './view';
import { Failure } from './failure';
import { Button } from '../light/button';

interface BulkShareProps extends ViewParts {
  /** The account and Region that the tab shows. */
  readonly place: Scope;
  readonly tabId: number | undefined;
}

/** Shares images of the tab's account with many accounts: the form, and then its plan. */
export function BulkShare({ place, tabId, ...parts }: BulkShareProps) {
  const share = useShare(parts.client, place, tabId);
  const [desired, setDesired] = useState<readonly DesiredImage[]>();
  if (share.state === 'ready' && desired) {
    return (
      <PlanView
        {...parts}
        place={place}
        aliases={share.aliases}
        desired={desired}
        onBack={() => setDesired(undefined)}
        onStarted={(job) => {
          share.forget();
          parts.showJob(job.id);
        }}
      />
    );
  }
  return (
    <View title="Bulk share" backTo="Image Desk" onBack={parts.goHome}>
      {share.state === 'loading' && <Spinner>Reading the images</Spinner>}
      {share.state === 'failed' && (
        <Failure
          problem={share.problem}
          action={<Button onClick={share.retry}>Try again</Button>}
        />
      )}
      {share.state === 'ready' && <ShareForm share={share} place={place} onReview={setDesired} />}
    </View>
  );
}
