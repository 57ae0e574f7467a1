import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal, { type ModalProps } from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ComponentChildren } from 'preact';

interface FormWindowProps {
  readonly visible?: boolean;
  readonly header: string;
  readonly size?: ModalProps.Size;
  /** The words of the button that does it. */
  readonly act: string;
  /** Whether it is being done. */
  readonly running?: boolean;
  /** Whether it cannot be done yet. */
  readonly disabled?: boolean;
  /** A button before the others. */
  readonly more?: ComponentChildren;
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A window in which something is entered or answered, with a button that does it and Cancel. */
export function FormWindow(props: FormWindowProps) {
  const { visible = true, header, size = 'medium', act, more, onAct, onClose, children } = props;
  return (
    <Modal
      visible={visible}
      size={size}
      header={header}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {more}
            <Button key="cancel" variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              key="act"
              variant="primary"
              loading={props.running ?? false}
              disabled={props.disabled ?? false}
              onClick={onAct}
            >
              {act}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
