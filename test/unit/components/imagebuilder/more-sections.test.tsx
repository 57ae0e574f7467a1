// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { OverviewSection } from '@/components/panel/imagebuilder/sections/overview-section';
import { PackagesSection } from '@/components/panel/imagebuilder/sections/packages-section';
import { PolicySection } from '@/components/panel/imagebuilder/sections/policy-section';
import { RecipeSection } from '@/components/panel/imagebuilder/sections/recipe-section';
import type { Reading } from '@/components/panel/reading';
import type {
  Ancestor,
  BuildListing,
  BuildOverview,
  ImageBuild,
  ImagePolicy,
  Package,
} from '@/lib/builds/build';
import { amiBuild, bareBuild, containerStory, madeAt } from '../../../support/sample-builds';
import { heldOf, ignore, link, noNames } from './stories';

afterEach(cleanup);

const section = (name: string) => screen.getByRole('group', { name });
const textOf = (name: string) => section(name).textContent;
const texts = (elements: readonly Element[]) => elements.map(({ textContent }) => textContent);
const rowsOf = (name: string) =>
  texts(within(screen.getByRole('table', { name })).getAllByRole('row')).slice(1);

/** The part of a section that is opened by its title. */
function detailsOf(title: string): HTMLDetailsElement {
  const details = screen.getByText(title, { selector: 'summary' }).closest('details');
  if (!details) throw new Error(`nothing opens by ${title}`);
  return details;
}

const listing = (more: Partial<BuildListing> = {}): BuildListing => ({
  arn: 'arn:aws:imagebuilder:eu-west-1:111122223333:image/base/3.0.0/4',
  name: 'base',
  version: '3.0.0',
  buildVersion: '4',
  type: 'AMI',
  status: 'AVAILABLE',
  outputs: [],
  ...more,
});

const showRecipe = (
  build: ImageBuild,
  lineage: Reading<readonly Ancestor[]> = { busy: false },
  handlers: { onOpenLineage?: () => void; onShow?: (build: string) => void } = {},
) =>
  render(
    <RecipeSection
      {...{ build, lineage, link }}
      onOpenLineage={handlers.onOpenLineage ?? ignore}
      onShow={handlers.onShow ?? ignore}
      goOn={ignore}
    />,
  );

const parentLink = () => screen.getByRole('link', { name: /base|ami-/ }).getAttribute('href');

describe('the recipe', () => {
  it('has its components in order, with versions and parameters', () => {
    showRecipe(amiBuild);
    expect(rowsOf('Components, in the order in which they run')).toEqual([
      '1harden1.2.0/1Level = strict',
      '2update-linux1.0.2/1',
    ]);
  });

  it('has its block devices, user data and working directory', () => {
    showRecipe(amiBuild);
    expect(rowsOf('Block devices')).toEqual([
      expect.stringMatching(/^\/dev\/xvda30 GiB, gp3, 3000 IOPS, 125 MiB\/sYesarn:aws:kms.*Yes$/),
    ]);
    expect(detailsOf('User data').open).toBe(false);
    expect(detailsOf('User data').textContent).toContain('echo ready');
    expect(textOf('Recipe')).toContain('Working directory/tmp/build');
  });

  it('leads to its parent where that is an image of Image Builder or an AMI', () => {
    showRecipe(amiBuild);
    const parent = amiBuild.recipe?.parent ?? '';
    expect(parentLink()).toContain(`#/images/${encodeURIComponent(parent)}/details`);
    cleanup();
    const components = { kind: 'image', components: [], blockDevices: [] } as const;
    showRecipe({ ...amiBuild, recipe: { ...components, parent: 'ami-0123' } });
    expect(parentLink()).toContain('#ImageDetails:imageId=ami-0123');
  });

  it('of a container has its Dockerfile and its repository', () => {
    showRecipe(containerStory.build);
    expect(detailsOf('Dockerfile').textContent).toContain('imagebuilder:parentImage');
    expect(textOf('Recipe')).toContain('Target repositoryteam/app');
    expect(textOf('Recipe')).toContain('The recipe has no components.');
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('may be missing', () => {
    showRecipe(bareBuild);
    expect(textOf('Recipe')).toContain('AWS reports no recipe of this build.');
  });

  it('has a lineage down to the base, with a place for what is not known', () => {
    const onShow = vi.fn<(build: string) => void>();
    const parent = listing();
    const ancestors: readonly Ancestor[] = [
      { reference: parent.arn, kind: 'build', build: parent },
      {
        reference: 'arn:aws:imagebuilder:eu-west-1:aws:image/amazon-linux-2023/x.x.x',
        kind: 'amazon',
        unknown: { kind: 'permission-missing', action: 'imagebuilder:GetImage' },
      },
    ];
    showRecipe(amiBuild, heldOf(ancestors), { onShow });
    const [first, second] = within(detailsOf('Lineage')).getAllByRole('listitem');
    expect(first?.textContent).toBe('base | 3.0.0/4');
    expect(second?.textContent).toMatch(
      /^Image of Amazon arn:.*What it was made from is not known\..*imagebuilder:GetImage/,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Show base | 3.0.0/4' }));
    expect(onShow.mock.calls).toEqual([[parent.arn]]);
  });

  it('asks for the lineage when that is opened', () => {
    const onOpenLineage = vi.fn<() => void>();
    showRecipe(amiBuild, { busy: false }, { onOpenLineage });
    expect(onOpenLineage).not.toHaveBeenCalled();
    detailsOf('Lineage').open = true;
    expect(onOpenLineage).toHaveBeenCalledTimes(1);
  });
});

const showPackages = (build: ImageBuild, packages: readonly Package[], onOpen = ignore) =>
  render(
    <PackagesSection build={build} packages={heldOf(packages)} onOpen={onOpen} goOn={ignore} />,
  );

describe('the packages', () => {
  const packages = [
    { name: 'zlib', version: '1.3' },
    { name: 'bash', version: '5.2' },
    { name: 'bind' },
  ];

  it('can be looked through by how they begin, without typing', () => {
    showPackages(amiBuild, packages);
    expect(rowsOf('Packages')).toEqual(['bash5.2', 'bindNot reported', 'zlib1.3']);
    expect(screen.getByRole('status').textContent).toBe('3 of 3 packages shown.');
    const select = screen.getByLabelText<HTMLSelectElement>('Packages that begin with');
    expect(texts([...select.options])).toEqual(['Anything (3)', 'b (2)', 'z (1)']);
    fireEvent.change(select, { target: { value: 'b' } });
    expect(rowsOf('Packages')).toEqual(['bash5.2', 'bindNot reported']);
    expect(screen.getByRole('status').textContent).toBe('2 of 3 packages shown.');
  });

  it('are asked for when they are opened', () => {
    const onOpen = vi.fn<() => undefined>();
    showPackages(amiBuild, packages, onOpen);
    expect(onOpen).not.toHaveBeenCalled();
    detailsOf('Packages of the image').open = true;
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it('say why there are none', () => {
    showPackages(bareBuild, packages);
    expect(textOf('Packages')).toContain('enhanced metadata is turned off');
    expect(screen.queryByRole('table')).toBeNull();
    cleanup();
    showPackages(amiBuild, []);
    expect(textOf('Packages')).toContain('AWS reports no packages of this image.');
  });
});

const showPolicy = (policy: ImagePolicy, names = noNames) =>
  render(<PolicySection policy={heldOf(policy)} names={names} goOn={ignore} />);

const policyOf = (...statements: readonly object[]) => ({
  text: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});

const statements = () =>
  texts(within(screen.getByRole('list', { name: 'Who may do what' })).getAllByRole('listitem'));

describe('the image policy', () => {
  const statement = {
    Sid: 'Readers',
    Effect: 'Allow',
    Principal: { AWS: ['arn:aws:iam::444455556666:root', '777788889999'] },
    Action: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
    Resource: ['arn:aws:imagebuilder:eu-west-1:111122223333:image/office/1.0.1/2'],
  };

  it('is a list of who may do what', () => {
    const denied = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'imagebuilder:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    showPolicy(policyOf(statement, denied));
    expect(statements()).toEqual([
      '444455556666, 777788889999 may use imagebuilder:GetImage, imagebuilder:ListImagesStatement Readers',
      'Everybody may not use imagebuilder:*If {"Bool":{"aws:SecureTransport":"false"}}',
    ]);
  });

  it('says what is meant by everything but something', () => {
    const { Principal, Action, ...rest } = statement;
    showPolicy(policyOf({ ...rest, NotPrincipal: Principal, NotAction: Action }));
    expect(statements()).toEqual([
      expect.stringMatching(
        /^Everybody but 444455556666, 777788889999 may use all but imagebuilder:GetImage/,
      ),
    ]);
  });

  it('has accounts by their names', () => {
    showPolicy(
      policyOf(statement),
      new Map([['444455556666', { account: '444455556666', name: 'Games' }]]),
    );
    expect(statements()[0]).toMatch(/^Games\s+444455556666, 777788889999 may use/);
  });

  it('is there as JSON as well', () => {
    showPolicy(policyOf(statement));
    const json = detailsOf('As JSON').querySelector('pre')?.textContent ?? '';
    expect(JSON.parse(json)).toEqual({ Version: '2012-10-17', Statement: [statement] });
    expect(json.split('\n').length).toBeGreaterThan(5);
  });

  it('that cannot be read is shown as it is, with what is wrong', () => {
    showPolicy({ text: '{"Statement": [' });
    expect(textOf('Image policy')).toContain('This policy cannot be read as a list.');
    expect(section('Image policy').querySelector('pre')?.textContent).toBe('{"Statement": [');
  });

  it('may be none', () => {
    showPolicy({});
    expect(textOf('Image policy')).toContain('This image has no policy.');
  });
});

const showOverview = (overview: BuildOverview, onShow: (build: string) => void = ignore) =>
  render(<OverviewSection overview={heldOf(overview)} onShow={onShow} goOn={ignore} />);

describe('the latest builds', () => {
  const good = listing({ createdAt: madeAt });
  const bad = listing({
    arn: `${good.arn}5`,
    buildVersion: '45',
    status: 'FAILED',
    reason: 'No disk.',
  });

  it('have a status and counts of findings, and lead to each build', () => {
    const onShow = vi.fn<(build: string) => void>();
    const counts = { [good.arn]: { all: 9, critical: 1, high: 2, medium: 3 } };
    showOverview({ builds: [good, bad], counts, more: true }, onShow);
    const [first, second] = rowsOf('Builds');
    expect(first).toMatch(/^base \| 3\.0\.0\/41 critical, 2 high, 3 medium, 9 in allAvailable/);
    expect(second).toBe('base | 3.0.0/45No findings keptFailedNo disk.Not reported');
    fireEvent.click(screen.getByRole('button', { name: 'base | 3.0.0/45' }));
    expect(onShow.mock.calls).toEqual([[bad.arn]]);
    expect(textOf('Latest builds')).toContain('There are more builds than these.');
  });

  it('say why nothing was counted', () => {
    showOverview({ builds: [good], counts: {}, uncounted: { kind: 'throttled' }, more: false });
    expect(rowsOf('Builds')[0]).toMatch(/^base \| 3\.0\.0\/4Not counted/);
    expect(textOf('Latest builds')).toContain('Findings are not counted.');
    expect(textOf('Latest builds')).not.toContain('There are more builds');
  });

  it('are of a pipeline that is named', () => {
    const pipeline = { arn: 'arn', name: 'Servers', status: 'ENABLED', nextRunAt: madeAt };
    showOverview({ pipeline, builds: [], counts: {}, more: false });
    expect(textOf('Latest builds')).toMatch(/PipelineServersPipeline statusEnabledNext run.*2026/);
    expect(textOf('Latest builds')).toContain('There are no builds.');
  });
});
