import Box from '@cloudscape-design/components/box';
import type { AccountScope, RegionCode } from '../../../lib/scope';
import { Fact, WhatChanges } from './what-changes';

interface PlanFactsProps {
  /** What the subject is, such as `Image`, and which one. */
  readonly label: string;
  readonly subject: string;
  readonly scope: AccountScope;
  readonly regions: readonly RegionCode[];
  /** What it causes, in sentences. */
  readonly effects: readonly string[];
}

/** What a plan is about, in which account and Regions, and what it causes. Not to be overlooked. */
export function PlanFacts({ label, subject, scope, regions, effects }: PlanFactsProps) {
  return (
    <WhatChanges
      scope={scope}
      account="Account"
      regions={regions}
      before={
        <Fact key="subject" label={label}>
          <Box variant="span" fontSize="heading-m" fontWeight="bold">
            <span class="desk-who">{subject}</span>
          </Box>
        </Fact>
      }
      effects={effects}
    />
  );
}
