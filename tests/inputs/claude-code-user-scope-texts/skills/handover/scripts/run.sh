#!/bin/sh
echo handed over
