import type { ComponentChildren } from 'preact';
import type { AccountNames } from '../../../lib/accounts/alias';
import {
  describeAge,
  describePlatform,
  describeState,
  describeTime,
  nameOfArn,
  stateTone,
  visibilityNames,
} from '../../../lib/images/describe';
import type { Image, Tags } from '../../../lib/images/image';
import { AccountName } from '../../light/account-name';
import { KeyValues } from '../../light/key-values';
import { StatusIndicator } from '../../light/status-indicator';
import { isOwn } from './judge';
import type { GoOn } from '../problem';
import type { Reading } from '../reading';
import { ReadingView } from '../section';

interface GeneralDetailsProps {
  readonly image: Image;
  readonly names: AccountNames;
  readonly tags: Reading<Tags>;
  readonly now: number;
  readonly goOn: GoOn;
}

/** What an image is. */
export function GeneralDetails({ image, names, tags, now, goOn }: GeneralDetailsProps) {
  return (
    <KeyValues
      items={[
        ...optional('Display name', image.displayName),
        ...optional('Description', image.description),
        { key: 'Platform', value: describePlatform(image.platform) },
        { key: 'Created', value: <Created time={image.createdAt} now={now} /> },
        { key: 'Dynamic catalogs enabled', value: image.dynamicCatalogs ? 'Yes' : 'No' },
        { key: 'State', value: <State image={image} /> },
        { key: 'Visibility', value: visibilityNames[image.visibility] },
        ...optional('Owner account', image.owner, (owner) => (
          <AccountName account={owner} known={names.get(owner)} />
        )),
        { key: 'Agent version', value: <Agent image={image} /> },
        {
          key: 'Base image',
          value: image.baseImageArn === undefined ? 'Not stated' : nameOfArn(image.baseImageArn),
        },
        {
          key: 'Supported instance families',
          value: image.instanceFamilies.map(describeFamily).join(', ') || 'Not stated',
        },
        {
          key: 'Tags',
          value: !isOwn(image) ? (
            "Only the owner's account can read them"
          ) : (
            <ReadingView reading={tags} waiting="Reading tags" goOn={goOn}>
              {(read) => <TagList tags={read} />}
            </ReadingView>
          ),
        },
      ]}
    />
  );
}

function optional(
  key: string,
  value: string | undefined,
  draw: (value: string) => ComponentChildren = (text) => text,
): readonly { readonly key: string; readonly value: ComponentChildren }[] {
  return value === undefined || value === '' ? [] : [{ key, value: draw(value) }];
}

function Created({ time, now }: { readonly time: number | undefined; readonly now: number }) {
  if (time === undefined) return <>Not stated</>;
  return (
    <>
      <time dateTime={new Date(time).toISOString()}>{describeTime(time)}</time>
      <div class="quiet">{describeAge(time, now)}</div>
    </>
  );
}

function State({ image }: { readonly image: Image }) {
  return (
    <>
      <StatusIndicator tone={stateTone(image.state)}>{describeState(image.state)}</StatusIndicator>
      {image.stateReason !== undefined && <div>{image.stateReason}</div>}
      {image.errors.map((error) => (
        <div key={error}>{error}</div>
      ))}
    </>
  );
}

function Agent({ image: { agentVersion, latestAgent } }: { readonly image: Image }) {
  return (
    <>
      {agentVersion ?? 'Not stated'}
      {latestAgent === true && <div class="quiet">This is the latest version</div>}
      {latestAgent === false && (
        <div>
          <StatusIndicator tone="warning">A newer version exists</StatusIndicator>
        </div>
      )}
    </>
  );
}

function TagList({ tags }: { readonly tags: Tags }) {
  if (tags.length === 0) return <>No tags</>;
  return (
    <ul class="tags" aria-label="Tags">
      {tags.map(({ key, value }) => (
        <li key={key}>{value === '' ? key : `${key} = ${value}`}</li>
      ))}
    </ul>
  );
}

/** A family code in words: `GENERAL_PURPOSE` reads `General purpose`, `GRAPHICS_G4` `Graphics G4`. */
function describeFamily(code: string): string {
  const words = code
    .split('_')
    .map((word, index) => (index > 0 && /\d/.test(word) ? word : word.toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
