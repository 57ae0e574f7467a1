import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Identity } from '../../../lib/credentials/identity';
import type { Scope } from '../../../lib/scope';
import { desiredFor } from '../../../lib/sharing/recipients';
import { useDesk, useEvents } from '../parts';
import { ReadOnlyNotice } from '../read-only-notice';
import { createReview, type ReviewModel } from '../review/model';
import { Review } from '../review/review';
import { scopeOf } from '../scope-fields';
import { useReadOnly, useSafety } from '../use-safety';
import { AccountsStep, type ShareManner } from './accounts-step';
import { Chosen } from './chosen';
import { createImagePicker } from './images-model';
import { ImagesStep } from './images-step';
import { PlanStep } from './plan-step';
import { bulkObstacle } from './readiness';
import type { RecipientList } from './recipients-model';

interface BulkFormProps {
  readonly identities: readonly Identity[];
  readonly scope: Scope;
  readonly images: readonly string[] | undefined;
  readonly chosen: true | undefined;
  readonly recipients: RecipientList;
}

/** The three steps of sharing many images. While a plan is reviewed the first two are summed up. */
export function BulkForm({ identities, scope, images, chosen, recipients }: BulkFormProps) {
  const desk = useDesk();
  const { client, go } = desk;
  const readOnly = useReadOnly(scope);
  const allowed = useAllowed();
  const [manner, setManner] = useState<ShareManner>('update');
  const [review, setReview] = useState<ReviewModel>();
  // This is drawn anew for another scope, so that these never change.
  const picker = useMemo(() => {
    const { partition, account, region } = scope;
    const asked = images && { region, images };
    return createImagePicker(client, { partition, account }, [region], asked);
  }, []);
  useEffect(() => picker.end, [picker]);
  useEffect(() => review?.end, [review]);
  useEvents(
    useCallback(
      ({ event }) => {
        if (event === 'credentials-changed') picker.reload();
      },
      [picker],
    ),
  );
  const selected = picker.selected.value;
  const list = recipients.recipients.value;
  const obstacle = bulkObstacle({
    owner: scope.account,
    images: selected,
    recipients: list,
    text: recipients.text.value,
    reading: recipients.reading.value.state === 'reading',
    allowed,
  });
  const plan = () => {
    const [first] = selected;
    if (obstacle !== undefined || !first) return;
    const places = selected.map(({ region, name, arn }) => ({ region, image: { name, arn } }));
    const desired = desiredFor(places, list, manner);
    const options = chosen ? { confirmAccount: chosen } : {};
    setReview(createReview(desk, { ...scope, region: first.region }, desired, options));
  };
  if (review) {
    return (
      <SpaceBetween size="l">
        <Chosen key="chosen" images={selected} recipients={list} manner={manner} />
        <Review
          key="review"
          model={review}
          onBack={() => {
            setReview(undefined);
            picker.reload();
          }}
        />
      </SpaceBetween>
    );
  }
  return (
    <SpaceBetween size="l">
      {readOnly && <ReadOnlyNotice key="read-only" problem={readOnly} scope={scope} />}
      <ImagesStep
        key="images"
        picker={picker}
        identities={identities}
        onAccount={(identity) => go({ view: 'bulk', scope: scopeOf(identity) })}
        onMatrix={() =>
          go({
            view: 'matrix',
            scope,
            images: selected.map(({ region, name }) => ({ region, image: name })),
            ...(chosen && { chosen }),
          })
        }
      />
      <AccountsStep
        key="accounts"
        list={recipients}
        scope={scope}
        allowed={allowed}
        manner={manner}
        onManner={setManner}
      />
      <PlanStep key="plan" obstacle={obstacle} onPlan={plan} />
    </SpaceBetween>
  );
}

/** The accounts that the company allows to share with; nothing when it allows all. */
function useAllowed(): ReadonlySet<string> | undefined {
  const { safety } = useSafety();
  const allowed =
    safety.state === 'ready' ? safety.value.company.policy.allowedRecipients : undefined;
  return useMemo(() => allowed && new Set(allowed), [allowed]);
}
