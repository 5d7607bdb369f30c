"""Handing a mail to a submission server: the fence's last metre (WIRE.md section 6)."""
