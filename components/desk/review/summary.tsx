import Box from '@cloudscape-design/components/box';
import { describeCounts, explainEffect } from '../../../lib/sharing/explain';
import type { SharePlan } from '../../../lib/sharing/plan';
import { countEffects } from '../../../lib/sharing/warnings';
import { Fact, WhatChanges } from './what-changes';

/** Where a plan changes what, and what that causes elsewhere. Not to be overlooked. */
export function PlanSummary({ plan }: { readonly plan: SharePlan }) {
  const planned = plan.images.filter(({ obstacle }) => !obstacle);
  const [only] = planned;
  const images = planned.length === 1 && only ? only.image.name : count(planned.length, 'image');
  const regions = [...new Set(plan.images.map(({ region }) => region))];
  const accounts = new Set(plan.items.map((item) => item.account)).size;
  return (
    <WhatChanges
      scope={plan.scope}
      account="Owner account"
      regions={regions}
      after={
        <Fact key="changes" label="Changes">
          <Box variant="span" fontSize="heading-m" fontWeight="bold">
            {describeCounts(plan.items)}
          </Box>
          <Box color="text-body-secondary">{`${images}, ${count(accounts, 'account')}`}</Box>
        </Fact>
      }
      effects={countEffects(plan.items).map(
        ({ effect, accounts: concerned }) =>
          `${count(concerned, 'account')}: ${explainEffect(effect)}`,
      )}
    />
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
