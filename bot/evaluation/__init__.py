"""How good are the answers? Sets of questions are asked the product's own way, and the figures are reported."""
