import { ReferenceBackend } from '../reference/reference-backend.ts';
export class WebGpuBackend extends ReferenceBackend {}
