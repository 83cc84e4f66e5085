"""What pages share: controls, links, pictures, warm-up."""
