import type { DistributionSettings } from '../builds/wish';
import { inParallel } from '../in-parallel';
import { failed, ok, type Result } from '../result';
import { hasMembers, listIn, memberIn, textIn, textsIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';

/** The most that AWS gives a page. Source: the Image Builder model. */
const largestPage = 25;

/** How many settings are read at a time. */
const readers = 3;

/**
 * The distribution settings of the account, by name. Lists do not tell which accounts they reach,
 * so that each is read.
 */
export async function listSettings(
  imageBuilder: Service,
): Promise<Result<readonly DistributionSettings[]>> {
  const listed = await collectPages(async (nextToken) =>
    imageBuilder.run({
      facts: {
        action: 'imagebuilder:ListDistributionConfigurations',
        what: 'The distribution settings',
      },
      operation: 'ListDistributionConfigurations',
      input: { maxResults: largestPage, ...(nextToken !== undefined && { nextToken }) },
      read: (answer) => ({
        items: listIn(answer, 'distributionConfigurationSummaryList').flatMap(
          (each) => textIn(each, 'arn') ?? [],
        ),
        nextToken: textIn(answer, 'nextToken'),
      }),
    }),
  );
  if (!listed.ok) return listed;
  const found: DistributionSettings[] = [];
  const read = await inParallel([...listed.value], readers, (arn) =>
    getSettings(imageBuilder, arn),
  );
  for (const settings of read) {
    if (settings.ok) found.push(settings.value);
    // What was deleted since it was listed is none any more.
    else if (settings.problem.kind !== 'not-found') return settings;
  }
  return ok(found.toSorted((one, other) => one.name.localeCompare(other.name)));
}

/** Distribution settings, with the Regions and accounts that they reach. */
export async function getSettings(
  { run }: Service,
  arn: string,
): Promise<Result<DistributionSettings>> {
  const what = `Distribution settings ${lastOf(arn)}`;
  const read = await run({
    facts: { action: 'imagebuilder:GetDistributionConfiguration', what },
    operation: 'GetDistributionConfiguration',
    input: { distributionConfigurationArn: arn },
    read: (answer) => {
      const settings = memberIn(answer, 'distributionConfiguration');
      return { settings: hasMembers(settings) ? toSettings(arn, settings) : undefined };
    },
  });
  if (!read.ok) return read;
  const { settings } = read.value;
  return settings ? ok(settings) : failed({ kind: 'not-found', what });
}

function toSettings(arn: string, settings: unknown): DistributionSettings {
  const distributions = listIn(settings, 'distributions');
  const description = textIn(settings, 'description');
  const has = (member: string) => distributions.some((each) => hasMembers(memberIn(each, member)));
  const containersOnly =
    has('containerDistributionConfiguration') && !has('amiDistributionConfiguration');
  return {
    arn,
    name: textIn(settings, 'name') ?? lastOf(arn),
    ...(description !== undefined && { description }),
    regions: [...new Set(distributions.flatMap((each) => textIn(each, 'region') ?? []))],
    accounts: [
      ...new Set(
        distributions.flatMap((each) =>
          textsIn(memberIn(each, 'amiDistributionConfiguration'), 'targetAccountIds'),
        ),
      ),
    ],
    ...(containersOnly && { containersOnly }),
  };
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
