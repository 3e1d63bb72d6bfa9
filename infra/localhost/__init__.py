"""The parts of the cloud that `infra.local` imitates, one file each."""
