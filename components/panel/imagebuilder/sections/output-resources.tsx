import type { AccountNames } from '../../../../lib/accounts/alias';
import type { ImageBuild } from '../../../../lib/builds/build';
import { isFinal, notReported } from '../../../../lib/builds/describe';
import {
  outputRows,
  outputsAsJson,
  outputsAsTerraform,
  outputsAsText,
  type OutputFault,
  type OutputRow,
} from '../../../../lib/builds/outputs';
import type { Links } from '../../../../lib/console/links';
import { AccountName } from '../../../light/account-name';
import { StatusIndicator } from '../../../light/status-indicator';
import { Section } from '../../section';
import { CopyButtons } from './copy-buttons';
import { Linked, nothing, WideTable } from './parts';

interface OutputResourcesProps {
  readonly build: ImageBuild;
  readonly names: AccountNames;
  readonly link: Links;
}

/** What a build put where, and what is missing there. */
export function OutputResources({ build, names, link }: OutputResourcesProps) {
  const rows = outputRows(build);
  const amis = rows.filter((row) => row.kind === 'ami');
  const described = amis.some(({ description }) => description !== undefined);
  const containers = rows.filter((row) => row.kind === 'container');
  return (
    <Section title="Output resources">
      {rows.length === 0 && (
        <p>
          {isFinal(build.status)
            ? 'AWS reports no output of this build.'
            : 'This build has not put anything out yet.'}
        </p>
      )}
      {amis.length > 0 && (
        <WideTable
          label="Output AMIs"
          columns={['Region', 'Image', 'Name', ...(described ? ['Description'] : []), 'Account']}
          rows={amis.map((row, index) => ({
            key: String(index),
            cells: amiCells(row, described, build, names, link),
          }))}
        />
      )}
      {containers.length > 0 && (
        <WideTable
          label="Output container images"
          columns={['Region', 'Image URI']}
          rows={containers.map((row, index) => ({
            key: String(index),
            cells: [row.region ?? notReported, containerCell(row, link)],
          }))}
        />
      )}
      {outputsAsText(rows) !== '' && (
        <CopyButtons
          formats={[
            { name: 'text', write: () => outputsAsText(rows) },
            { name: 'JSON', write: () => outputsAsJson(rows) },
            { name: 'Terraform', write: () => outputsAsTerraform(rows) },
          ]}
        />
      )}
    </Section>
  );
}

function amiCells(
  { region, image, name, description, account, fault }: Extract<OutputRow, { kind: 'ami' }>,
  described: boolean,
  { owner }: ImageBuild,
  names: AccountNames,
  link: Links,
) {
  const missing = fault?.kind === 'missing';
  // What is not there has no name either.
  const absent = missing ? nothing : notReported;
  const of = account ?? owner;
  return [
    region ?? notReported,
    <>
      {image !== undefined && <Linked to={region && link.ami(image, region)}>{image}</Linked>}
      {image === undefined && !fault && notReported}
      {fault && <Fault fault={fault} />}
    </>,
    name ?? absent,
    ...(described ? [description ?? nothing] : []),
    of === undefined ? absent : <AccountName account={of} known={names.get(of)} />,
  ];
}

function containerCell(
  { uri, repository, fault }: Extract<OutputRow, { kind: 'container' }>,
  link: Links,
) {
  if (uri !== undefined) return <Linked to={link.containerImage(uri)}>{uri}</Linked>;
  if (!fault) return notReported;
  return (
    <>
      <Fault fault={fault} />
      {repository !== undefined && <div>Repository {repository}</div>}
    </>
  );
}

function Fault({ fault }: { readonly fault: OutputFault }) {
  if (fault.kind === 'missing') {
    return (
      <div>
        <StatusIndicator tone="error">Missing</StatusIndicator>
        <div>The distribution settings name it.</div>
      </div>
    );
  }
  return (
    <div>
      <StatusIndicator tone="error">Failed</StatusIndicator>
      {fault.reason !== undefined && <div>{fault.reason}</div>}
    </div>
  );
}
