import { useMemo, useState } from 'preact/hooks';
import type { Scope } from '../../lib/scope';
import type { DesiredImage } from '../../lib/sharing/plan';
import { Alert } from '../light/alert';
import { Button } from '../light/button';
import { AccountField } from './account-field';
import { Failure } from './failure';
import { CheckBox, FieldGroup, Radio } from './fields';
import { ImageChoice } from './image-choice';
import { Place } from './place';
import { groupChoices, readShare } from './share-model';
import { namesOf, type ReadyShare } from './use-share';

interface ShareFormProps {
  readonly share: ReadyShare;
  readonly place: Scope;
  readonly onReview: (desired: readonly DesiredImage[]) => void;
}

/** Which images, which accounts, and what these may do. */
export function ShareForm({ share, place, onReview }: ShareFormProps) {
  const { images, draft, aliases, change } = share;
  /** What is missing is said once somebody has wanted to go on. */
  const [tried, setTried] = useState(false);
  const reading = useMemo(() => readShare(draft, images, place), [draft, images]);
  const groups = useMemo(() => groupChoices(aliases, place.account), [aliases]);
  const faults = tried ? reading.faults : {};
  const review = () => {
    setTried(true);
    if (reading.desired) onReview(reading.desired);
    else goToFault(Object.keys(reading.faults)[0]);
  };
  return (
    <>
      <Place place={place} known={namesOf(aliases).get(place.account)} />
      {share.stale && <Failure problem={share.stale} />}
      {share.restored && (
        <Alert
          kind="info"
          summary="This is as you left it."
          action={
            <Button variant="link" onClick={share.startOver}>
              Start over
            </Button>
          }
        />
      )}
      <ImageChoice
        images={images}
        ticked={draft.images}
        focus={draft.focus}
        fault={faults.images}
        onChange={(ticked) => change({ images: ticked })}
      />
      <AccountField
        text={draft.accounts}
        reading={reading.recipients}
        groups={groups}
        fault={faults.accounts}
        onChange={(accounts) => change({ accounts })}
      />
      <FieldGroup id="permissions" legend="Permissions" fault={faults.permissions}>
        <Radio name="change" checked={!draft.revoke} onChoose={() => change({ revoke: false })}>
          Share for use with
        </Radio>
        <div class="indented">
          <CheckBox
            checked={draft.fleet}
            disabled={draft.revoke}
            onChange={(fleet) => change({ fleet })}
          >
            Fleet
          </CheckBox>
          <CheckBox
            checked={draft.imageBuilder}
            disabled={draft.revoke}
            onChange={(imageBuilder) => change({ imageBuilder })}
          >
            Image builder
          </CheckBox>
        </div>
        <Radio name="change" checked={draft.revoke} onChoose={() => change({ revoke: true })}>
          Revoke access
        </Radio>
      </FieldGroup>
      <div class="buttons act">
        <Button variant="primary" onClick={review}>
          Review changes
        </Button>
        <span class="quiet remark">Nothing is changed yet.</span>
      </div>
    </>
  );
}

/** Takes the keyboard to the first part in which something is missing. */
function goToFault(id: string | undefined): void {
  const part = id === undefined ? null : document.getElementById(id);
  const field = part?.matches('textarea') ? part : part?.querySelector<HTMLElement>('input');
  field?.focus();
}
