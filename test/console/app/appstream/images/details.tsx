import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SplitPanel from '@cloudscape-design/components/split-panel';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import Tabs from '@cloudscape-design/components/tabs';
import { useEffect } from 'preact/hooks';
import type { FixtureImage, FixturePermission } from '../../../image';
import { mark, variants } from '../../fixture';
import { TagsTable } from '../../tags';
import { dateText, stateText } from '../../words';
import { stateType, visibility } from './words';

/** The pane below the table: the selected image, or an invitation to select one. */
export function DetailsPane({ image }: { readonly image: FixtureImage | undefined }) {
  return (
    <SplitPanel
      header={image?.name ?? 'Select an image'}
      closeBehavior="collapse"
      hidePreferencesButton
    >
      {image === undefined ? (
        <Box textAlign="center">Select an image above to see its details.</Box>
      ) : (
        <ImageTabs image={image} />
      )}
    </SplitPanel>
  );
}

function ImageTabs({ image }: { readonly image: FixtureImage }) {
  useEffect(() => mark('console-selected'), [image.name]);
  return (
    <Tabs
      ariaLabel="Image details"
      tabs={[
        { id: 'details', label: 'Details', content: <General image={image} /> },
        {
          id: 'permissions',
          label: 'Permissions',
          content: <Permissions permissions={image.permissions} />,
        },
        { id: 'applications', label: 'Applications', content: <Applications image={image} /> },
        { id: 'tags', label: 'Tags', content: <TagsTable tags={image.tags} /> },
      ]}
    />
  );
}

function General({ image }: { readonly image: FixtureImage }) {
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: 'Image name', value: image.name },
        ...(variants.has('no-arn') ? [] : [{ label: 'Image ARN', value: image.arn }]),
        { label: 'Display name', value: image.displayName ?? '-' },
        { label: 'Description', value: image.description ?? '-' },
        {
          label: 'Status',
          value: (
            <StatusIndicator type={stateType(image.state)}>
              {stateText(image.state)}
            </StatusIndicator>
          ),
        },
        { label: 'Visibility', value: visibility(image) },
        { label: 'Platform', value: image.platform },
        { label: 'Created', value: dateText(image.createdTime) },
      ]}
    />
  );
}

function Permissions({ permissions }: { readonly permissions: readonly FixturePermission[] }) {
  return (
    <Table
      variant="embedded"
      items={permissions}
      trackBy="account"
      columnDefinitions={[
        {
          id: 'account',
          header: 'AWS account ID',
          cell: (item) => item.account,
          isRowHeader: true,
        },
        { id: 'fleet', header: 'Fleet', cell: (item) => (item.allowFleet ? 'Yes' : 'No') },
        {
          id: 'builder',
          header: 'Image builder',
          cell: (item) => (item.allowImageBuilder ? 'Yes' : 'No'),
        },
      ]}
      header={
        <Header
          variant="h3"
          counter={`(${permissions.length})`}
          actions={<Button ariaLabel="Edit image permissions">Edit</Button>}
        >
          Image permissions
        </Header>
      }
      empty={<Box textAlign="center">This image is not shared with any account.</Box>}
    />
  );
}

function Applications({ image }: { readonly image: FixtureImage }) {
  return (
    <Table
      variant="embedded"
      items={image.applications}
      trackBy="name"
      columnDefinitions={[
        { id: 'name', header: 'Name', cell: (item) => item.name, isRowHeader: true },
        { id: 'display', header: 'Display name', cell: (item) => item.displayName },
      ]}
      header={
        <Header variant="h3" counter={`(${image.applications.length})`}>
          Applications
        </Header>
      }
      empty={<Box textAlign="center">No applications</Box>}
    />
  );
}
