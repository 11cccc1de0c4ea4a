/** The process in which the GPU is tried. */
import { diagnose } from '@dawnbook/tensor';

const diagnosis = await diagnose();
process.send!(diagnosis, () => process.disconnect());
