import type { ImageBuild, Infrastructure } from '../../../../lib/builds/build';
import type { Links } from '../../../../lib/console/links';
import type { RegionCode } from '../../../../lib/scope';
import { KeyValues } from '../../../light/key-values';
import { Section } from '../../section';
import { always, Linked, Several, TagLines, whenSet } from './parts';

interface InfrastructureSectionProps {
  readonly build: ImageBuild;
  readonly link: Links;
}

/** Where a build was built and tested. */
export function InfrastructureSection({ build, link }: InfrastructureSectionProps) {
  const { infrastructure, region } = build;
  return (
    <Section title="Infrastructure configuration">
      <KeyValues
        items={[
          always('Configuration name', infrastructure?.name),
          always('ARN', infrastructure?.arn),
          ...(infrastructure ? settings(infrastructure, region, link) : []),
        ]}
      />
    </Section>
  );
}

function settings(it: Infrastructure, region: RegionCode, link: Links) {
  return [
    ...whenSet('Description', it.description),
    ...whenSet('Instance types', it.instanceTypes.join(', ')),
    ...whenSet('Instance profile', it.instanceProfile),
    ...whenSet(
      'Subnet',
      it.subnet && <Linked to={link.subnet(it.subnet, region)}>{it.subnet}</Linked>,
    ),
    ...whenSet(
      'Security groups',
      it.securityGroups.length > 0 && (
        <Several>
          {it.securityGroups.map((group) => (
            <Linked key={group} to={link.securityGroup(group, region)}>
              {group}
            </Linked>
          ))}
        </Several>
      ),
    ),
    ...whenSet('S3 log location', it.logBucket && <LogLocation {...{ it, region, link }} />),
    ...whenSet('Key pair', it.keyPair),
    ...whenSet(
      'SNS topic',
      it.snsTopic && <Linked to={link.topic(it.snsTopic)}>{it.snsTopic}</Linked>,
    ),
    ...whenSet('Instance metadata options', metadataOf(it)),
    ...whenSet('Tenancy', it.tenancy),
    ...whenSet('Availability Zone', it.availabilityZone),
    ...whenSet('Host', it.host),
    ...whenSet(
      'Terminate instance on failure',
      it.terminateOnFailure !== undefined && (it.terminateOnFailure ? 'Yes' : 'No'),
    ),
    ...whenSet('Resource tags', it.resourceTags.length > 0 && <TagLines tags={it.resourceTags} />),
    ...whenSet('Tags', it.tags.length > 0 && <TagLines tags={it.tags} />),
  ];
}

interface LogLocationProps {
  readonly it: Infrastructure;
  readonly region: RegionCode;
  readonly link: Links;
}

function LogLocation({ it: { logBucket = '', logPrefix = '' }, region, link }: LogLocationProps) {
  return (
    <Linked to={link.bucket(logBucket, logPrefix, region)}>
      {`s3://${logBucket}${logPrefix && `/${logPrefix}`}`}
    </Linked>
  );
}

/** Source of the tokens' meaning: the Image Builder model, InstanceMetadataOptions. */
function metadataOf({ metadataTokens, metadataHopLimit }: Infrastructure): string {
  return [
    metadataTokens && `Tokens ${metadataTokens}`,
    metadataHopLimit !== undefined && `hop limit ${metadataHopLimit}`,
  ]
    .filter(Boolean)
    .join(', ');
}
