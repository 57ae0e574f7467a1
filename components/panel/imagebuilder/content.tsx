import type { ComponentChildren } from 'preact';
import type { BuildShown } from '../../../lib/builds/build';
import { Alert } from '../../light/alert';
import { Spinner } from '../../light/spinner';
import { Contents } from '../contents';
import { holdsForAll } from '../judge';
import { ProblemAlert } from '../problem';
import { Problems } from '../problems';
import { Section } from '../section';
import { Actions } from './actions';
import { Header } from './header';
import type { BuildModel } from './model';
import { BuildPicker } from './picker';
import type { SectionProps } from './section-props';
import { BuildSummary } from './sections/build-summary';
import { DistributionSection } from './sections/distribution-section';
import { FindingsSection } from './sections/findings-section';
import { InfrastructureSection } from './sections/infrastructure-section';
import { OutputResources } from './sections/output-resources';
import { OverviewSection } from './sections/overview-section';
import { PackagesSection } from './sections/packages-section';
import { PolicySection } from './sections/policy-section';
import { RecipeSection } from './sections/recipe-section';
import { TagsSection } from './sections/tags-section';
import { WorkflowSection } from './sections/workflow-section';

interface ContentProps {
  readonly model: BuildModel;
  readonly now: () => number;
}

const titles = [
  'Summary',
  'Actions',
  'Output resources',
  'Infrastructure configuration',
  'Distribution settings',
  'Workflow',
  'Security findings',
  'Tags',
  'Recipe',
  'Packages',
  'Image policy',
] as const;

/** What the panel of the Image Builder console shows. */
export function BuildContent({ model, now }: ContentProps) {
  const shown = model.shown.value;
  const problem = model.problem.value;
  return (
    <>
      <Header model={model} />
      <Problems model={model} problem={problem} />
      {model.picking.value && <BuildPicker model={model} />}
      {!shown && !problem && (
        <Alert kind="info" summary="No build selected.">
          Open an image in the console, or choose a build here.
        </Alert>
      )}
      {shown?.kind === 'build' && <Build model={model} now={now} />}
      {shown && shown.kind !== 'build' && (
        <OverviewSection overview={model.overview.value} onShow={model.pick} goOn={model.goOn} />
      )}
    </>
  );
}

function Build({ model, now }: ContentProps) {
  const { held, problem, busy } = model.details.value;
  const told = problem && !holdsForAll(problem) && (
    <ProblemAlert problem={problem} goOn={model.goOn} />
  );
  if (!held) return told || (busy ? <Spinner>Reading the build</Spinner> : null);
  return (
    <>
      <Contents titles={titles} />
      {told}
      <Sections model={model} build={held.value} now={now()} />
    </>
  );
}

interface SectionsProps {
  readonly model: BuildModel;
  readonly build: BuildShown;
  readonly now: number;
}

function Sections({ model, build, now }: SectionsProps) {
  const { openDesk, goOn } = model;
  const props: SectionProps = {
    build,
    names: model.names.value,
    now,
    link: model.links.value,
    openDesk,
    goOn,
  };
  const own = model.own.value;
  return (
    <>
      <BuildSummary {...props} counts={model.counts.value} />
      <Actions build={build} openDesk={openDesk} />
      <OutputResources {...props} />
      <InfrastructureSection {...props} />
      <DistributionSection {...props} />
      <Owned title="Workflow" own={own}>
        <WorkflowSection
          {...props}
          runs={model.runs.value}
          steps={model.steps.value}
          shown={model.run.value}
          onShow={model.showRun}
        />
      </Owned>
      <Owned title="Security findings" own={own}>
        <FindingsSection
          {...props}
          counts={model.counts.value}
          findings={model.findings.value}
          onOpen={() => model.open('findings')}
          onMore={model.moreFindings}
          change={model.change.value}
          onOpenChange={() => model.open('change')}
        />
      </Owned>
      <TagsSection tags={build.tags} />
      <RecipeSection
        {...props}
        lineage={model.lineage.value}
        onOpenLineage={() => model.open('lineage')}
        onShow={model.pick}
      />
      <PackagesSection
        {...props}
        packages={model.packages.value}
        onOpen={() => model.open('packages')}
      />
      <Owned title="Image policy" own={own}>
        <PolicySection {...props} policy={model.policy.value} />
      </Owned>
    </>
  );
}

interface OwnedProps {
  readonly title: string;
  readonly own: boolean;
  readonly children: ComponentChildren;
}

/** A section about what AWS tells only the owner of an image. */
function Owned({ title, own, children }: OwnedProps) {
  if (own) return <>{children}</>;
  return (
    <Section title={title}>
      <p class="quiet">Only the account that owns this image can read this.</p>
    </Section>
  );
}
