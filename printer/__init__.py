"""Receipts: lines become text or raster and reach a device."""
