"""What Digitpad runs on: in AWS, and the same parts on this machine."""
