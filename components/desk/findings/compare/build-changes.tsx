import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMemo } from 'preact/hooks';
import { labelOfBuild } from '../../../../lib/builds/arn';
import type { ImageBuild, Package } from '../../../../lib/builds/build';
import {
  comparePackages,
  packageChanges,
  type PackageChange,
} from '../../../../lib/findings/compare-packages';
import { compareRecipes, explainRecipeChange } from '../../../../lib/findings/compare-recipes';
import { explainProblem } from '../../../../lib/problems/explain';
import { countOf } from '../../../../lib/words';
import { sideNames, type CompareModel } from './compare-model';
import { describePackageCounts, packageWords } from './side-words';

/** What changed in the build itself, beside what changed in its findings. */
export function BuildChanges({ model }: { readonly model: CompareModel }) {
  const base = model.sides.base.reading.value.head?.build;
  const target = model.sides.target.reading.value.head?.build;
  return (
    <Container header={<Header variant="h2">What changed in the build</Header>}>
      <SpaceBetween size="m">
        {base && target && <RecipeChanges key="recipe" base={base} target={target} />}
        <Installed key="packages" model={model} />
      </SpaceBetween>
    </Container>
  );
}

interface RecipeChangesProps {
  readonly base: ImageBuild;
  readonly target: ImageBuild;
}

function RecipeChanges({ base, target }: RecipeChangesProps) {
  const changes = compareRecipes(base, target);
  if (!changes) return <div>AWS does not tell the recipes of both builds.</div>;
  if (changes.length === 0) return <div>The recipe and its components are the same.</div>;
  return (
    <ul class="desk-list desk-who" aria-label="Changes of the recipe">
      {changes.map((change) => {
        const sentence = explainRecipeChange(change);
        return <li key={sentence}>{sentence}</li>;
      })}
    </ul>
  );
}

function Installed({ model }: { readonly model: CompareModel }) {
  const base = model.inventories.base.value;
  const target = model.inventories.target.value;
  if (base.state === 'ready' && target.state === 'ready' && base.value && target.value) {
    return <PackageChanges base={base.value} target={target.value} />;
  }
  if (base.state === 'loading' || target.state === 'loading') {
    return <StatusIndicator type="loading">Listing what is installed…</StatusIndicator>;
  }
  const reasons = sideNames.flatMap((side) => {
    const inventory = model.inventories[side].value;
    const label = labelOfBuild(model.sides[side].build);
    if (inventory.state === 'problem') {
      return `What is installed in ${label} could not be listed: ${explainProblem(inventory.problem).summary}`;
    }
    return inventory.state === 'ready' && inventory.value === null
      ? `AWS keeps no list of what is installed in ${label}.`
      : [];
  });
  return (
    <div>
      {[...new Set(reasons)].map((reason) => (
        <div key={reason}>{reason}</div>
      ))}
      <div>Why something is new or fixed is told only as far as the findings themselves tell.</div>
    </div>
  );
}

interface PackageChangesProps {
  readonly base: readonly Package[];
  readonly target: readonly Package[];
}

/** A list is for looking at: whoever needs all of a great many has the commands of AWS. */
const mostShown = 500;

function PackageChanges({ base, target }: PackageChangesProps) {
  const { changes, counts } = useMemo(() => comparePackages(base, target), [base, target]);
  const summary = describePackageCounts(counts);
  if (changes.length === 0) return <div>{summary}</div>;
  return (
    <ExpandableSection variant="footer" headerText={summary}>
      {packageChanges.map((kind) => {
        const own = changes.filter(({ change }) => change === kind);
        return own.length === 0 ? null : <Changed key={kind} kind={kind} changes={own} />;
      })}
    </ExpandableSection>
  );
}

interface ChangedProps {
  readonly kind: PackageChange['change'];
  readonly changes: readonly PackageChange[];
}

function Changed({ kind, changes }: ChangedProps) {
  return (
    <ExpandableSection
      variant="footer"
      headerText={`${countOf(changes.length, 'package')} ${packageWords[kind]}`}
    >
      <ul class="desk-list desk-who">
        {changes.slice(0, mostShown).map(({ name, base, target }) => (
          <li key={name}>
            {name}: {versionsOf(base, target)}
          </li>
        ))}
      </ul>
      {changes.length > mostShown && `And ${countOf(changes.length - mostShown, 'more package')}.`}
    </ExpandableSection>
  );
}

function versionsOf(base: readonly string[], target: readonly string[]): string {
  const [before, after] = [base.join(', '), target.join(', ')];
  return before === '' || after === ''
    ? before || after || 'no version told'
    : `${before} to ${after}`;
}
