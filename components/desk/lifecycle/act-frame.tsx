import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { actHeadings } from '../../../lib/lifecycle/explain';
import type { LifecycleAct, LifecycleWish } from '../../../lib/lifecycle/wish';
import type { Scope } from '../../../lib/scope';
import { useLeave } from '../parts';
import { ReadOnlyNotice } from '../read-only-notice';
import { useReadOnly } from '../use-safety';
import { LifecycleReview } from './lifecycle-review';

/** What the form of an act is given. */
export interface ActFormProps {
  /** Told what is wished for when its plan is to be made. */
  readonly onPlan: (wish: LifecycleWish) => void;
  readonly onLeave: () => void;
}

interface ActFrameProps {
  readonly act: LifecycleAct;
  /** What it is called here, if not as the act always is. */
  readonly heading?: string;
  /** What the act does, in one sentence. */
  readonly description: string;
  readonly scope: Scope;
  readonly chosen: true | undefined;
  /**
   * The form, which stays as it is while its plan is looked at, so that Back brings back what was
   * entered.
   */
  readonly children: (props: ActFormProps) => ComponentChildren;
}

/** An act from its form through its plan to its job. */
export function ActFrame(props: ActFrameProps) {
  const { act, heading = actHeadings[act], description, scope, chosen, children } = props;
  const leave = useLeave({ view: 'images', scope });
  const [wish, setWish] = useState<LifecycleWish>();
  const readOnly = useReadOnly(scope);
  return (
    <SpaceBetween size="l">
      <Header
        key="header"
        variant="h1"
        description={`${description} Nothing changes before you confirm.`}
      >
        {heading}
      </Header>
      {/* In one place, as what is hidden would keep its distance to the rest. */}
      <div key="act">
        <div hidden={wish !== undefined}>
          <SpaceBetween size="l">
            {readOnly && <ReadOnlyNotice key="read-only" problem={readOnly} scope={scope} />}
            <div key="form">{children({ onPlan: setWish, onLeave: leave })}</div>
          </SpaceBetween>
        </div>
        {wish && (
          <LifecycleReview
            scope={scope}
            asked={{ wish }}
            confirmAccount={chosen}
            onBack={(over) => (over ? leave() : setWish(undefined))}
          />
        )}
      </div>
    </SpaceBetween>
  );
}
