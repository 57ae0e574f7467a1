import type { ComponentChildren } from 'preact';
import { labelOfBuild } from '../../../lib/builds/arn';
import type { Links } from '../../../lib/console/links';
import type { FindingCounts } from '../../../lib/findings/finding';
import { nameOfArn } from '../../../lib/images/describe';
import type { Image, Tags } from '../../../lib/images/image';
import {
  sourceAmiOf,
  sourceAmiTag,
  sourceBuildOf,
  sourceBuildTag,
  sourceImageOf,
  sourceImageTag,
  type SourceBuild,
} from '../../../lib/images/lineage';
import type { DeskTarget } from '../../../lib/operations/surfaces';
import { Button } from '../../light/button';
import { isOwn } from './judge';
import type { GoOn } from '../problem';
import type { Reading } from '../reading';
import { ReadingView, Section } from '../section';

interface LineageProps {
  readonly image: Image;
  readonly tags: Reading<Tags>;
  /** How many findings the build has that the image was made from, where that is known already. */
  readonly counts: FindingCounts | undefined;
  /** Makes links to other pages of the same session. */
  readonly link: Links;
  readonly openDesk: (target: DeskTarget) => void;
  readonly goOn: GoOn;
}

/** What an image was made from: what AWS tells, and what its tags say. */
export function LineageSection(props: LineageProps) {
  const { image, tags, goOn } = props;
  return (
    <Section title="Lineage">
      {isOwn(image) ? (
        <ReadingView reading={tags} waiting="Reading tags" goOn={goOn}>
          {(read) => <Lineage {...props} known={read} />}
        </ReadingView>
      ) : (
        <>
          <Lineage {...props} known={[]} />
          <p class="quiet">Only the owner's account can read the tags that tell more.</p>
        </>
      )}
    </Section>
  );
}

function Lineage({ image, known, ...props }: LineageProps & { readonly known: Tags }) {
  const lines = [...linesOfAws(image, known), ...linesOfTags(image, known, props)];
  if (lines.length === 0) {
    return <p class="quiet">Neither AWS nor a tag says what this image was made from.</p>;
  }
  return (
    <ul class="lineage" aria-label="Lineage">
      {lines.map((line, index) => (
        <li key={String(index)}>{line}</li>
      ))}
    </ul>
  );
}

/** What AWS tells; the tag that says the same with more is told instead of the base image. */
function linesOfAws(
  { baseImageArn, imageBuilder }: Image,
  tags: Tags,
): readonly ComponentChildren[] {
  const source = sourceImageOf(tags);
  const isTold = source.kind === 'image' && source.arn === baseImageArn;
  return [
    ...(baseImageArn === undefined || isTold ? [] : [`Base image ${nameOfArn(baseImageArn)}`]),
    ...(imageBuilder === undefined ? [] : [`Made on image builder ${imageBuilder}`]),
  ];
}

function linesOfTags(
  { arn }: Image,
  tags: Tags,
  { counts, link, openDesk }: Pick<LineageProps, 'counts' | 'link' | 'openDesk'>,
): readonly ComponentChildren[] {
  const place = placeOfArn(arn);
  const image = sourceImageOf(tags);
  const ami = sourceAmiOf(tags);
  const build = sourceBuildOf(tags);
  return [
    ...(image.kind === 'image'
      ? [`Made from image ${image.name}${elsewhere(place, image.region, image.owner)}`]
      : []),
    ...(ami.kind === 'ami'
      ? [
          <>
            Imported from AMI <Linked to={link.ami(ami.ami, place.region)}>{ami.ami}</Linked>
          </>,
        ]
      : []),
    ...(build.kind === 'build'
      ? [<Build source={build} account={place.account} {...{ counts, link, openDesk }} />]
      : []),
    ...[
      ...(image.kind === 'odd' ? [[sourceImageTag, 'image'] as const] : []),
      ...(ami.kind === 'odd' ? [[sourceAmiTag, 'AMI'] as const] : []),
      ...(build.kind === 'odd' ? [[sourceBuildTag, 'build'] as const] : []),
    ].map(([tag, what]) => (
      <span key={tag} class="quiet">
        The tag {tag} names no {what}.
      </span>
    )),
  ];
}

interface BuildProps extends Pick<LineageProps, 'counts' | 'link' | 'openDesk'> {
  readonly source: Extract<SourceBuild, { readonly kind: 'build' }>;
  /** The account of the image. */
  readonly account: string;
}

function Build({ source: { build, scope }, account, counts, link, openDesk }: BuildProps) {
  // In the session of the page another account's build is not to be found.
  const own = scope.account === account;
  const label = labelOfBuild(build);
  return (
    <>
      <div>
        From build <Linked to={own ? link.build(build) : undefined}>{label}</Linked> ({scope.region}
        {!own && `, account ${scope.account}`})
      </div>
      {counts && <div class="quiet">{wordsOf(counts)}</div>}
      <Button
        variant="link"
        label={`Findings of build ${label}`}
        onClick={() => openDesk({ view: 'findings-compare', target: build })}
      >
        Findings
      </Button>
    </>
  );
}

function wordsOf({ all, critical, high, medium }: FindingCounts): string {
  const findings = all === 1 ? '1 finding' : `${all} findings`;
  return `${findings}: ${critical} critical, ${high} high, ${medium} medium, ${Math.max(0, all - critical - high - medium)} other`;
}

/** Where an image is, as its ARN tells. */
function placeOfArn(arn: string): { readonly region: string; readonly account: string } {
  const [, , , region = '', account = ''] = arn.split(':', 5);
  return { region, account };
}

/** Where something else is, if that is not where the image is. */
function elsewhere(
  place: { readonly region: string; readonly account: string },
  region: string,
  owner: string | undefined,
): string {
  const told = [
    ...(region === place.region ? [] : [region]),
    ...(owner === undefined || owner === place.account ? [] : [`account ${owner}`]),
  ];
  return told.length === 0 ? '' : ` (${told.join(', ')})`;
}

/** A text that leads to a page of its own tab, where the page is known. */
function Linked({ to, children }: { readonly to: string | undefined; readonly children: string }) {
  if (to === undefined) return <>{children}</>;
  return (
    <a href={to} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
