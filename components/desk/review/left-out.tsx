import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { explainProblem } from '../../../lib/problems/explain';
import type { PlannedImage } from '../../../lib/sharing/plan';

const columns: readonly TableProps.ColumnDefinition<PlannedImage>[] = [
  {
    id: 'image',
    header: 'Image',
    isRowHeader: true,
    minWidth: 130,
    cell: ({ image, region }) => (
      <>
        <div>{image.name}</div>
        <Box color="text-body-secondary">{region}</Box>
      </>
    ),
  },
  { id: 'reason', header: 'Why', minWidth: 180, cell: Reason },
];

function Reason({ obstacle }: PlannedImage) {
  if (!obstacle) return null;
  const { summary, advice } = explainProblem(obstacle);
  return (
    <>
      <div>{summary}</div>
      <Box color="text-body-secondary">{advice}</Box>
    </>
  );
}

/** The images of which nothing is planned, each with the reason. */
export function LeftOut({ images }: { readonly images: readonly PlannedImage[] }) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${images.length})`}
          description="Nothing of these images is changed."
        >
          Left out, and why
        </Header>
      }
    >
      <Table
        variant="embedded"
        wrapLines
        cellVerticalAlign="top"
        items={images}
        trackBy={({ region, image }) => `${region}/${image.name}`}
        columnDefinitions={columns}
        ariaLabels={{ tableLabel: 'Images that are left out' }}
      />
    </Container>
  );
}
