import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Identity } from '../../../lib/credentials/identity';
import { RegionsField, regionsError } from '../regions-field';
import { AccountField } from '../scope-fields';
import type { ImagePicker } from './images-model';
import { ImagesTable } from './images-table';
import { RegionNotes } from './region-notes';

interface ImagesStepProps {
  readonly picker: ImagePicker;
  readonly identities: readonly Identity[];
  readonly onAccount: (identity: Identity) => void;
  /** Leads to the matrix of the images that are selected. */
  readonly onMatrix: () => void;
}

/** The first step: which images. */
export function ImagesStep({ picker, identities, onAccount, onMatrix }: ImagesStepProps) {
  const regions = picker.regions.value;
  const missing = picker.missing.value;
  const none = picker.selected.value.length === 0;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Images that the account owns, in one Region or several."
          actions={
            <Button
              {...(none && { disabled: true, disabledReason: 'Select images first.' })}
              onClick={onMatrix}
            >
              Edit as matrix
            </Button>
          }
        >
          1. Images
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ColumnLayout key="where" columns={2}>
          <AccountField identities={identities} account={picker.account} onPick={onAccount} />
          <RegionsField
            partition={picker.account.partition}
            regions={regions}
            error={regionsError(regions)}
            onPick={picker.setRegions}
          />
        </ColumnLayout>
        <RegionNotes key="notes" picker={picker} />
        {missing.length > 0 && (
          <Alert key="missing" type="warning" header="Some images were not found.">
            {`This account owns no image with the name ${missing.join(', ')} in the Region that was asked for.`}
          </Alert>
        )}
        <ImagesTable key="table" picker={picker} />
      </SpaceBetween>
    </Container>
  );
}
