import type { ComponentChildren } from 'preact';
import type { AccountNames } from '../../../../lib/accounts/alias';
import type { FastLaunch, ImageBuild, RegionDistribution } from '../../../../lib/builds/build';
import { describePrincipal, notReported } from '../../../../lib/builds/describe';
import { imagesIn } from '../../../../lib/builds/outputs';
import type { Links } from '../../../../lib/console/links';
import { accountIdPattern } from '../../../../lib/scope';
import { AccountName } from '../../../light/account-name';
import { KeyValues } from '../../../light/key-values';
import { Section } from '../../section';
import { Accounts, always, Linked, Several, TagLines, whenSet, type Fact } from './parts';

interface DistributionSectionProps {
  readonly build: ImageBuild;
  readonly names: AccountNames;
  readonly link: Links;
}

/** Where a build is put, and who has it there. */
export function DistributionSection({ build, names, link }: DistributionSectionProps) {
  const { distribution } = build;
  return (
    <Section title="Distribution settings">
      <KeyValues
        items={[
          always('Configuration name', distribution?.name),
          always('ARN', distribution?.arn),
          ...whenSet('Description', distribution?.description),
        ]}
      />
      {distribution?.regions.map((settings, index) => (
        <div
          key={String(index)}
          class="place"
          role="group"
          aria-label={`Distribution to ${settings.region}`}
        >
          <KeyValues
            items={[
              always('Region', settings.region),
              ...(build.type === 'DOCKER'
                ? containerFacts(settings, build, link)
                : amiFacts(settings, names, link)),
            ]}
          />
        </div>
      ))}
    </Section>
  );
}

function containerFacts(
  { region, container }: RegionDistribution,
  { outputs }: ImageBuild,
  link: Links,
): readonly Fact[] {
  const uris = imagesIn(outputs, region, container?.repository);
  return [
    always(
      'Image URI',
      uris.length > 0 && (
        <Several>
          {uris.map((uri) => (
            <Linked key={uri} to={link.containerImage(uri)}>
              {uri}
            </Linked>
          ))}
        </Several>
      ),
    ),
    ...whenSet('Repository', container?.repository),
    ...whenSet('Container tags', container?.tags.join(', ')),
    ...whenSet('Container description', container?.description),
  ];
}

function amiFacts(it: RegionDistribution, names: AccountNames, link: Links): readonly Fact[] {
  const { region, kmsKey, targetAccounts, principals, fastLaunch, launchTemplates } = it;
  return [
    ...whenSet('Output AMI name', it.amiName),
    ...whenSet('AMI description', it.description),
    ...whenSet(
      'Encryption (KMS key)',
      kmsKey && <Linked to={link.key(kmsKey, region)}>{kmsKey}</Linked>,
    ),
    ...whenSet(
      'Target accounts for distribution',
      targetAccounts.length > 0 && <Accounts accounts={targetAccounts} names={names} />,
    ),
    ...whenSet(
      'Principals with shared permission',
      principals.length > 0 && (
        <Several>
          {principals.map((principal) =>
            accountIdPattern.test(principal) ? (
              <AccountName key={principal} account={principal} known={names.get(principal)} />
            ) : (
              describePrincipal(principal)
            ),
          )}
        </Several>
      ),
    ),
    ...whenSet(
      'Target accounts for faster launch configuration',
      lines(fastLaunch.map((each) => describeFastLaunch(each, names))),
    ),
    ...whenSet('Associated license configurations', lines(it.licenses)),
    ...whenSet(
      'Launch template configuration',
      lines(
        launchTemplates.map(({ id, account }) => (
          <>
            <Linked to={link.launchTemplate(id, region)}>{id}</Linked>
            {account !== undefined && ` in account ${account}`}
          </>
        )),
      ),
    ),
    ...whenSet(
      'Set launch template default version',
      lines(
        launchTemplates.map(({ id, setsDefault }) => {
          const word = setsDefault ? 'Yes' : 'No';
          return launchTemplates.length === 1 ? word : `${id}: ${word}`;
        }),
      ),
    ),
    ...whenSet('AMI tags', it.amiTags.length > 0 && <TagLines tags={it.amiTags} />),
  ];
}

/** Each on a line of its own; nothing without any. */
function lines(parts: readonly ComponentChildren[]) {
  return parts.length > 0 && parts.map((part, index) => <div key={String(index)}>{part}</div>);
}

function describeFastLaunch(it: FastLaunch, names: AccountNames) {
  const { account, enabled, launchTemplate, maxParallelLaunches, targetSnapshots } = it;
  return (
    <>
      {account === undefined ? (
        notReported
      ) : (
        <AccountName account={account} known={names.get(account)} />
      )}
      {[
        `: ${enabled ? 'enabled' : 'not enabled'}`,
        launchTemplate !== undefined && `launch template ${launchTemplate}`,
        maxParallelLaunches !== undefined && `up to ${maxParallelLaunches} launches at once`,
        targetSnapshots !== undefined && `${targetSnapshots} snapshots`,
      ]
        .filter(Boolean)
        .join(', ')}
    </>
  );
}
