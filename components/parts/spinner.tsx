import type { ReactElement } from 'react';

/** The ring that turns only while a call is out; stands still beside its text when motion is reduced. */
export const Spinner = ({ label }: { readonly label?: string }): ReactElement => (label === undefined ? <span className="k-spin" aria-hidden="true" /> : <span className="k-spin" role="img" aria-label={label} />);
