import type { AccountNames } from '../../lib/accounts/alias';
import { explainProblem } from '../../lib/problems/explain';
import type { AccountId } from '../../lib/scope';
import { describeCounts, describePermissions, explainEffect } from '../../lib/sharing/explain';
import { itemKey, type ShareItem, type SharePlan } from '../../lib/sharing/plan';
import {
  countEffects,
  explainNearQuota,
  explainWarning,
  type ItemWarning,
  type PlanWarnings,
} from '../../lib/sharing/warnings';
import { AccountName } from '../light/account-name';
import { Alert } from '../light/alert';
import { Button } from '../light/button';
import { Table } from '../light/table';

interface PlanDetailsProps {
  readonly plan: SharePlan;
  readonly warnings: PlanWarnings | undefined;
  readonly names: AccountNames;
  /** Opens the same images in the desk, which has room for more. */
  readonly onOpenDesk: () => void;
}

/** How many rows of each kind are listed; the rest is counted. */
const mostRows = 20;

/** How many accounts a warning names. */
const mostAccounts = 5;

/** The weightiest first. What stops fleets is among the effects already. */
const order: readonly ItemWarning[] = ['forbidden-recipient', 'unknown-account'];

/** What a plan changes, what it causes, and what it leaves out. */
export function PlanDetails({ plan, warnings, names, onOpenDesk }: PlanDetailsProps) {
  const changed = plan.items.filter(({ change }) => change !== 'unchanged');
  const effects = countEffects(plan.items);
  const leftOut = plan.images.filter(({ obstacle }) => obstacle);
  return (
    <>
      <p class="counts" role="status">
        {describeCounts(plan.items)}
      </p>
      {effects.length > 0 && (
        <section class="stack" aria-labelledby="effects-heading">
          <h2 id="effects-heading">What this causes</h2>
          <ul class="list">
            {effects.map(({ effect, accounts }) => (
              <li key={effect}>
                {count(accounts, 'account')}: {explainEffect(effect)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings && <Warnings warnings={warnings} />}
      {leftOut.length > 0 && <LeftOut images={leftOut} />}
      <Images plan={plan} />
      {changed.length > 0 && (
        <section class="stack" aria-labelledby="cells-heading">
          <h2 id="cells-heading">
            {changed.length > mostRows
              ? `The first ${mostRows} of ${changed.length} changes`
              : 'Each change'}
          </h2>
          <Table
            label="Changes"
            columns={['Account', 'Change']}
            rows={changed.slice(0, mostRows).map((item) => ({
              key: itemKey(item),
              cells: [
                <AccountName account={item.account} known={names.get(item.account)} />,
                <Change item={item} />,
              ],
            }))}
          />
          {changed.length > mostRows && (
            <div>
              <Button variant="link" onClick={onOpenDesk}>
                Review in the desk
              </Button>
            </div>
          )}
        </section>
      )}
    </>
  );
}

function Change({ item }: { readonly item: ShareItem }) {
  return (
    <>
      <div>{item.image}</div>
      <div class="quiet">
        {describePermissions(item.before)} → {describePermissions(item.after)}
      </div>
    </>
  );
}

function Warnings({ warnings }: { readonly warnings: PlanWarnings }) {
  return (
    <>
      {order.map((warning) => {
        const concerned = warnings.accounts.get(warning);
        return (
          concerned && (
            <Alert
              key={warning}
              kind={warning === 'forbidden-recipient' ? 'error' : 'info'}
              summary={explainWarning(warning, concerned.length)}
            >
              {nameSome(concerned)}
            </Alert>
          )
        );
      })}
      {[...warnings.nearQuota].slice(0, mostAccounts).map(([image, shared]) => (
        <Alert key={image} kind="info" summary={`${image}: ${explainNearQuota(shared)}`} />
      ))}
    </>
  );
}

function LeftOut({ images }: { readonly images: SharePlan['images'] }) {
  return (
    <section class="stack" aria-labelledby="left-out-heading">
      <h2 id="left-out-heading">Left out ({images.length})</h2>
      <ul class="list">
        {images.slice(0, mostRows).map(({ image, obstacle }) => (
          <li key={image.name}>
            <strong>{image.name}</strong>: {obstacle && reasonOf(obstacle)}
          </li>
        ))}
        {images.length > mostRows && <li>and {images.length - mostRows} more</li>}
      </ul>
    </section>
  );
}

/** How much changes on each image, where there are several. */
function Images({ plan }: { readonly plan: SharePlan }) {
  const planned = plan.images.filter(({ obstacle }) => !obstacle);
  if (planned.length < 2) return null;
  return (
    <section class="stack" aria-labelledby="images-heading">
      <h2 id="images-heading">Images ({planned.length})</h2>
      <ul class="list">
        {planned.slice(0, mostRows).map(({ region, image }) => (
          <li key={image.name}>
            <strong>{image.name}</strong>:{' '}
            {describeCounts(
              plan.items.filter((item) => item.region === region && item.image === image.name),
            )}
          </li>
        ))}
        {planned.length > mostRows && <li>and {planned.length - mostRows} more</li>}
      </ul>
    </section>
  );
}

/** AWS's own sentence says more than that a state or a quota is in the way. */
function reasonOf(obstacle: NonNullable<SharePlan['images'][number]['obstacle']>): string {
  return obstacle.kind === 'not-available' || obstacle.kind === 'quota'
    ? obstacle.detail
    : explainProblem(obstacle).summary;
}

function nameSome(accounts: readonly AccountId[]): string {
  const named = accounts.slice(0, mostAccounts).join(', ');
  const more = accounts.length - mostAccounts;
  return more > 0 ? `${named} and ${more} more` : named;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
