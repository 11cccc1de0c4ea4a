import { examine } from '../doctor/examine.ts';
import { doctorReport, isHealthy } from '../doctor/report.ts';
import { EXIT } from '../exit-codes.ts';
import { print } from '../terminal/output.ts';

/** Shows the state of WebGPU on this machine. */
export async function doctor(options: { json?: boolean }): Promise<number> {
  const examination = await examine();
  print(options.json ? JSON.stringify(examination, null, 2) : doctorReport(examination));
  return isHealthy(examination) ? EXIT.ok : EXIT.no;
}
