import { render } from '@testing-library/preact';
import { BuildSummary } from '@/components/panel/imagebuilder/sections/build-summary';
import { DistributionSection } from '@/components/panel/imagebuilder/sections/distribution-section';
import { FindingsSection } from '@/components/panel/imagebuilder/sections/findings-section';
import { InfrastructureSection } from '@/components/panel/imagebuilder/sections/infrastructure-section';
import { OutputResources } from '@/components/panel/imagebuilder/sections/output-resources';
import { TagsSection } from '@/components/panel/imagebuilder/sections/tags-section';
import { WorkflowSection } from '@/components/panel/imagebuilder/sections/workflow-section';
import type { Reading } from '@/components/panel/reading';
import type { AccountNames } from '@/lib/accounts/alias';
import { linksFrom } from '@/lib/console/links';
import type { BuildStory } from '../../../support/sample-builds';

/** Something that was read. */
export function heldOf<Value>(value: Value, more: Partial<Reading<Value>> = {}): Reading<Value> {
  return { held: { value, readAt: 0 }, busy: false, ...more };
}

/** Something that is still being read. */
export const waiting = { busy: true } as const;

export const link = linksFrom({ partition: 'aws' });

/** Does nothing. */
export const ignore = () => undefined;

export const noNames: AccountNames = new Map();

/** Shows all sections that the seed describes. */
export function renderStory(story: BuildStory) {
  const { build, runs, run, steps, counts, findings, now } = story;
  const place = { build, names: noNames, link, now, goOn: ignore };
  return render(
    <>
      <BuildSummary {...place} counts={heldOf(counts)} />
      <OutputResources {...place} />
      <InfrastructureSection {...place} />
      <DistributionSection {...place} />
      <WorkflowSection
        {...place}
        runs={heldOf(runs)}
        shown={run.id}
        onShow={ignore}
        steps={heldOf(steps)}
        openDesk={ignore}
      />
      <FindingsSection
        {...place}
        counts={heldOf(counts)}
        findings={heldOf({ findings })}
        onOpen={ignore}
        onMore={ignore}
        change={{ busy: false }}
        onOpenChange={ignore}
        openDesk={ignore}
      />
      <TagsSection tags={build.tags} />
    </>,
  );
}
