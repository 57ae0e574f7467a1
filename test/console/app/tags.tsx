import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';

/** The tags of a resource, as every service shows them. */
export function TagsTable({ tags }: { readonly tags: Readonly<Record<string, string>> }) {
  const items = Object.entries(tags).map(([key, value]) => ({ key, value }));
  return (
    <Table
      variant="embedded"
      items={items}
      trackBy="key"
      columnDefinitions={[
        { id: 'key', header: 'Key', cell: (item) => item.key, isRowHeader: true },
        { id: 'value', header: 'Value', cell: (item) => item.value },
      ]}
      header={
        <Header variant="h3" counter={`(${items.length})`} actions={<Button>Add/Edit tags</Button>}>
          Tags
        </Header>
      }
      empty={<Box textAlign="center">No tags</Box>}
    />
  );
}
