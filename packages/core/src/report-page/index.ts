export { reportOf, type RenderedForReport } from './report-of.js';
export type {
  EmittedText,
  ReportedAgent,
  ReportedCell,
  ReportedChanges,
  ReportedRemark,
  ReportedRow,
  ReportModel,
} from './report-model.js';
