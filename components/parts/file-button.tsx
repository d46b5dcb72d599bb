import { useRef, type ReactElement, type ReactNode } from 'react';
import { Button } from './button.tsx';

interface FileButtonProps {
  /** What the file is, for who cannot see it: "File to import". */
  readonly label: string;
  /** Endings and types that the chooser offers. */
  readonly accept: string;
  readonly busy?: boolean;
  readonly icon?: ReactNode;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

/** A button that lets one file be chosen; the same file may be chosen again. */
export function FileButton({ label, accept, busy = false, icon, onFile, children }: FileButtonProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button busy={busy} icon={icon} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        onChange={(e) => {
          const [file] = e.target.files ?? [];
          if (file) onFile(file);
          e.target.value = '';
        }}
      />
    </>
  );
}
