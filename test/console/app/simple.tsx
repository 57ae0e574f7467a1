import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';

/** A page of the service that the product has no business with: a heading and an empty table. */
export function EmptyPage({ title }: { readonly title: string }) {
  return (
    <Table<{ name: string }>
      variant="full-page"
      items={[]}
      columnDefinitions={[
        { id: 'name', header: 'Name', cell: (item) => item.name, isRowHeader: true },
      ]}
      header={
        <Header variant="awsui-h1-sticky" counter="(0)">
          {title}
        </Header>
      }
      empty={<Box textAlign="center">Nothing to show</Box>}
    />
  );
}

/** The service's landing page. */
export function LandingPage() {
  return (
    <Header variant="h1" description="Stream desktop applications to any computer.">
      AppStream 2.0
    </Header>
  );
}
