import Alert from '@cloudscape-design/components/alert';
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

interface LandingPageProps {
  readonly title: string;
  readonly description: string;
}

/** The landing page of a service. */
export function LandingPage({ title, description }: LandingPageProps) {
  return (
    <Header variant="h1" description={description}>
      {title}
    </Header>
  );
}

/** A page about something that is not there, or that this account may not see. */
export function NotFound({ arn }: { readonly arn: string }) {
  return <Alert type="error" header="Not found">{`There is no ${arn}.`}</Alert>;
}
