/** The formulas of columns, for the interface. */
export { compileFormula, FORMULA_FUNCTIONS } from '../formula/compile.ts';
export { cellReader, formulaKinds, type ReadCell } from '../formula/columns.ts';
