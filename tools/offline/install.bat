@echo off
rem Sets the course up from this folder alone: install.bat [PLACE]
py -@python@ -c "" >nul 2>nul
if not errorlevel 1 (
  py -@python@ -B "%~dp0install.py" %*
  exit /b
)
python -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '@python@')" >nul 2>nul
if not errorlevel 1 (
  python -B "%~dp0install.py" %*
  exit /b
)
echo NOT OK  There is no Python @python@ here: install it.
exit /b 1
